package io.jenkins.plugins.bluegreen.port;

import io.jenkins.plugins.bluegreen.model.Side;
import java.util.Map;
import java.util.Set;

/**
 * Short notes kept on the sides themselves, where every controller finds them and Terraform leaves them alone: tags of the Auto Scaling
 * group that instances do not get. Keys begin with {@code bluegreen:}; values have at most 256 letters, digits, spaces and
 * {@code + - = . _ : / @}.
 */
public interface Notes {
    /** What all notes' keys begin with. */
    String PREFIX = "bluegreen:";

    /** The notes of a side, by key. */
    Map<String, String> read(Side side);

    /** Writes notes over those of the same keys; others stay. */
    void write(Side side, Map<String, String> notes);

    /** Removes notes; those that are not there are no error. */
    void remove(Side side, Set<String> keys);
}
