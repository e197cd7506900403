"""A paper of three equations on falling bodies, one of them misprinted, and a sentence that is not always true."""
