package net.sf.json;

/** Declaration of what we use of the class of this name in the JSON library of Jenkins core. */
public final class JSONObject {}
