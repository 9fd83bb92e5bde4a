package com.cloudbees.plugins.credentials;

/** Declaration of what we use of the class of this name in the credentials plugin. */
public interface Credentials {}
