"""The voice: what the captions say, spoken, levelled, and put to the pictures sample by sample.

`wording` turns a caption into words, `voices` finds who speaks them, `speech` has what is not
known yet spoken and says how long each beat takes, and `tracks` lays the words under the beats.
Pictures stay silent until they are delivered; then the sound is encoded, once for each file.
"""
