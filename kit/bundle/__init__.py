"""The kit for a machine without network: a folder for a stick, with all that has to be there.

platforms     what a machine can install        wheels  getting the packages for it
requirements  the lock as that machine reads it  folder  putting all of it together
stick         runs on that machine, by Python alone
"""
