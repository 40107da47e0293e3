"""What a run looks like: folds over its events, and the forms in which they are shown while it goes on."""
