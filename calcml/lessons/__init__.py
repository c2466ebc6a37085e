"""What each scene shows: a package per chapter, one frozen lesson per scene; no pictures."""
