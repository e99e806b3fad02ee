"""What ships beside the code: models with their cards, icons, sample photos."""
