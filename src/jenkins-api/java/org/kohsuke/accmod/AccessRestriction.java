package org.kohsuke.accmod;

/** Declaration of what we use of the class of this name in access-modifier-annotation. */
public abstract class AccessRestriction {}
