package com.google.common.util.concurrent;

import java.util.concurrent.Future;

/** Declaration of what we use of the class of this name in Guava, part of Jenkins core. */
public interface ListenableFuture<V> extends Future<V> {}
