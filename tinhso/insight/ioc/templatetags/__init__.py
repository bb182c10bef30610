"""Words of the centre's templates."""
