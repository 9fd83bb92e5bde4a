package org.kohsuke.accmod.restrictions;

import org.kohsuke.accmod.AccessRestriction;

/** Declaration of what we use of the class of this name in access-modifier-annotation. */
public class NoExternalUse extends AccessRestriction {}
