"""An invented crisis in thirteen articles, for the tour and the tests."""
