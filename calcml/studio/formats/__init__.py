"""Single clips in other formats than MP4, made of frames of which nothing was lost.

::

    kinds      which formats there are, and what each can do
    pieces     the parts of a clip that become files of their own
    stretches  their frames, each with how long it stands
    delays     frames as whole hundredths or thousandths of a second
    webm       VP9, with alpha
    gif        one palette for all frames, only what changed
    palettes   which 255 colours
    webp       animated, without loss
    sequence   numbered PNGs
    making     a file from a piece, found again by its key
    orders     what a user wants of scenes, and the files that come of it
    posters    a picture of the end, for slides
"""
