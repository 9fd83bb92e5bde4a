package com.cloudbees.plugins.credentials.common;

/** Declaration of what we use of the class of this name in the credentials plugin. */
public interface StandardCredentials extends IdCredentials {}
