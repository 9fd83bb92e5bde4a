package org.springframework.security.core;

/** Declaration of what we use of the class of this name in Spring Security, part of Jenkins core. */
public interface Authentication {
    String getName();
}
