"""A group's folder in one file, and back.

A backup is an ordinary ZIP archive: the folder's files by their names and, last, ``manifest.json``
with the size and SHA-256 of each. Given a passphrase, that archive is sealed as a whole.

manifest   what is in a backup            sealed     encryption of a stream
contents   what of a folder belongs in    making     folder → file
archive    reading one, believing nothing restoring  file → folder
"""
