package io.jenkins.plugins.bluegreen.store;

import java.util.List;
import java.util.Optional;

/**
 * A store of small documents by key, with compare-and-set. Keys are paths with {@code /}, made by {@link Keys} only. Everything may fail
 * with a {@link io.jenkins.plugins.bluegreen.port.WorldException}.
 */
public interface Documents {
    /**
     * A document as it was read.
     *
     * @param content its bytes
     * @param tag the store's word for this content; another content has another tag
     */
    record Document(byte[] content, String tag) {}

    Optional<Document> get(String key);

    /**
     * Writes a document if it does not exist yet.
     *
     * @return its tag; empty if it exists, or if somebody else was writing at the same moment
     */
    Optional<String> create(String key, byte[] content);

    /**
     * Writes over the content that had this tag.
     *
     * @return the new tag; empty if the content is another one by now, or if somebody else was writing at the same moment
     */
    Optional<String> replace(String key, byte[] content, String tag);

    /**
     * Names directly under a folder, without the folder and without a closing {@code /}, in order of their characters.
     *
     * @param folder key that ends with {@code /}
     * @param most at most this many, the first ones
     */
    List<String> names(String folder, int most);

    /** Where people find a document: a path, or {@code s3://bucket/key}. */
    String where(String key);
}
