package org.kohsuke.stapler;

/** Declaration of what we use of the class of this name in Stapler. */
public interface HttpResponse {}
