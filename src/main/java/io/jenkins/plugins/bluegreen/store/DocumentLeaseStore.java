package io.jenkins.plugins.bluegreen.store;

import io.jenkins.plugins.bluegreen.port.Lease;
import io.jenkins.plugins.bluegreen.port.LeaseHeldException;
import io.jenkins.plugins.bluegreen.port.LeaseStore;
import io.jenkins.plugins.bluegreen.port.WorldException;
import io.jenkins.plugins.bluegreen.store.Documents.Document;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/** Leases as documents. A lease that was given back stays as a document, so that fences grow for ever. */
public final class DocumentLeaseStore implements LeaseStore {
    /** Each lost race means that somebody else won one, so many in a row mean a store that does not work. */
    private static final int TRIES = 100;

    private final Documents documents;
    private final Format format = new Format();

    public DocumentLeaseStore(Documents documents) {
        this.documents = documents;
    }

    private record Saved(String save, String environment, String holder, long fence, Instant expires, boolean free) {
        static Saved of(String environment, String holder, long fence, Instant expires) {
            return new Saved(UUID.randomUUID().toString(), environment, holder, fence, expires, false);
        }

        Saved givenBack() {
            return new Saved(UUID.randomUUID().toString(), environment, holder, fence, expires, true);
        }

        boolean belongsTo(Lease lease) {
            return !free && holder.equals(lease.holder()) && fence == lease.fence();
        }
    }

    private record Found(Saved saved, String tag) {
        Lease lease() {
            return new Lease(saved.environment(), saved.holder(), saved.fence(), saved.expires(), tag);
        }
    }

    @Override
    public Lease acquire(String environment, String holder, Duration length, Instant now) {
        return change(environment, found -> {
            if (found == null) {
                return Saved.of(environment, holder, 1, now.plus(length));
            }
            Saved saved = found.saved();
            boolean mine = !saved.free() && saved.holder().equals(holder);
            if (!mine && !saved.free() && now.isBefore(saved.expires())) {
                throw new LeaseHeldException(found.lease());
            }
            return Saved.of(environment, holder, mine ? saved.fence() : saved.fence() + 1, now.plus(length));
        });
    }

    @Override
    public Lease renew(Lease lease, Duration length, Instant now) {
        return change(lease.environment(), found -> {
            if (found == null || !found.saved().belongsTo(lease)) {
                throw new LeaseHeldException(found == null ? lease : found.lease());
            }
            return Saved.of(lease.environment(), lease.holder(), lease.fence(), now.plus(length));
        });
    }

    @Override
    public void release(Lease lease) {
        change(
                lease.environment(),
                found -> found == null || !found.saved().belongsTo(lease)
                        ? null
                        : found.saved().givenBack());
    }

    @Override
    public Optional<Lease> current(String environment) {
        return find(environment).filter(found -> !found.saved().free()).map(Found::lease);
    }

    /** Reads, decides, writes; again when somebody else wrote in between. A decision of null changes nothing. */
    private Lease change(String environment, Decision decide) {
        String key = Keys.lease(environment);
        for (int i = 0; i < TRIES; i++) {
            Optional<Found> found = find(environment);
            Saved next = decide.apply(found.orElse(null));
            if (next == null) {
                return null;
            }
            byte[] content = format.write(next);
            Optional<String> tag = found.isEmpty()
                    ? documents.create(key, content)
                    : documents.replace(key, content, found.get().tag());
            Optional<String> won = tag.or(() -> ours(key, content));
            if (won.isPresent()) {
                return new Found(next, won.get()).lease();
            }
        }
        throw new WorldException(
                WorldException.Kind.UNAVAILABLE,
                "the lease of environment " + environment + " (" + documents.where(key) + ") was changed by others "
                        + TRIES + " times in a row: look who else deploys there");
    }

    private Optional<String> ours(String key, byte[] content) {
        return documents
                .get(key)
                .filter(d -> Arrays.equals(d.content(), content))
                .map(Document::tag);
    }

    private Optional<Found> find(String environment) {
        String key = Keys.lease(environment);
        return documents
                .get(key)
                .map(document -> new Found(
                        format.read(
                                document.content(),
                                Saved.class,
                                "lease of environment " + environment + " (" + documents.where(key) + ")"),
                        document.tag()));
    }

    @FunctionalInterface
    private interface Decision {
        Saved apply(Found found);
    }
}
