package org.kohsuke.stapler;

import jakarta.servlet.http.HttpServletResponse;

/** Declaration of what we use of the class of this name in Stapler. */
public interface StaplerResponse2 extends HttpServletResponse {}
