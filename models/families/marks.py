"""Values that mark what the school's file does not have and Préau made up. The confined process (models/core/confined/)
needs them, and no database."""

FROM_PUPIL = "pupil"  # the `name_from` of a guardian whose name is made of the pupil's
NO_NUMBER = "~"  # with which a register number begins that we made
