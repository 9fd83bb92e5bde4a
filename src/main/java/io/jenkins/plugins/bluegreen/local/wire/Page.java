package io.jenkins.plugins.bluegreen.local.wire;

import java.util.List;
import java.util.Optional;

/** One page of a list. The marker is the position to go on from, opaque to clients. */
public record Page<T>(List<T> items, Optional<String> nextMarker) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * @param marker as an earlier page gave it
     * @param size items on a page, at least 1
     * @throws AwsError {@code errorCode} when the marker is none of ours
     */
    public static <T> Page<T> of(List<T> all, Optional<String> marker, int size, String errorCode) {
        int from = 0;
        if (marker.isPresent()) {
            try {
                from = Integer.parseInt(marker.get(), 36);
            } catch (NumberFormatException e) {
                from = -1;
            }
            if (from < 0 || from > all.size()) {
                throw AwsError.of(errorCode, "The marker '" + marker.get() + "' is not valid.");
            }
        }
        int to = Math.min(all.size(), from + size);
        Optional<String> next = to < all.size() ? Optional.of(Integer.toString(to, 36)) : Optional.empty();
        return new Page<>(all.subList(from, to), next);
    }
}
