package com.cloudbees.plugins.credentials.domains;

/** Declaration of what we use of the class of this name in the credentials plugin. */
public class DomainRequirement {}
