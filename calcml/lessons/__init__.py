"""What each scene shows: one module per chapter, one frozen lesson per scene; no pictures."""
