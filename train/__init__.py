"""Training of the reading model: data, model, loop, measurement and export.

python -m train.names                       # silver name labels, once
python -m train.run NAME --minutes 75       # train (resumes by itself)
python -m train.measure RUN                 # figures of a checkpoint
python -m train.export RUN                  # ONNX files into src/tocsin/reading/model/
"""
