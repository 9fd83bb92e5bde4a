package io.jenkins.plugins.bluegreen.store;

import io.jenkins.plugins.bluegreen.model.Event;
import io.jenkins.plugins.bluegreen.model.Order;
import io.jenkins.plugins.bluegreen.port.DeploymentStore;
import io.jenkins.plugins.bluegreen.port.Stored;
import io.jenkins.plugins.bluegreen.port.VersionConflictException;
import io.jenkins.plugins.bluegreen.store.Documents.Document;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Deployments as documents. The version of a {@link Stored} is the fence it was saved under and the document's tag, so that a save under
 * an older fence is refused without another read.
 */
public final class DocumentDeploymentStore implements DeploymentStore {
    private static final byte[] NOTHING = {};

    private final Documents documents;
    private final Format format = new Format();

    public DocumentDeploymentStore(Documents documents) {
        this.documents = documents;
    }

    /**
     * The document.
     *
     * @param save names this one save: two controllers that write the same at the same moment still write different documents, so that
     *     exactly one of them wins, and a save whose answer got lost is recognised as done
     */
    private record Saved(String save, long fence, Order order, List<Event> journal) {}

    @Override
    public Optional<Stored> load(String environment, String id) {
        String key = Keys.deployment(environment, id);
        return documents.get(key).map(document -> read(document, environment, id));
    }

    private Stored read(Document document, String environment, String id) {
        String what = "journal of deployment " + id + " of environment " + environment + " ("
                + documents.where(Keys.deployment(environment, id)) + ")";
        Saved saved = format.read(document.content(), Saved.class, what);
        if (!saved.order().id().equals(id)
                || !saved.order().environment().name().equals(environment)) {
            throw Format.unreadable(
                    what,
                    "holds deployment " + saved.order().id() + " of environment "
                            + saved.order().environment().name(),
                    null);
        }
        Stored stored =
                new Stored(saved.order(), saved.journal(), saved.fence(), version(saved.fence(), document.tag()));
        try {
            stored.deployment();
        } catch (RuntimeException e) {
            throw Format.unreadable(what, "does not replay: " + e.getMessage(), e);
        }
        return stored;
    }

    @Override
    public Stored save(Stored stored) {
        String environment = stored.order().environment().name();
        String id = stored.order().id();
        String key = Keys.deployment(environment, id);
        byte[] content =
                format.write(new Saved(UUID.randomUUID().toString(), stored.fence(), stored.order(), stored.journal()));
        Optional<String> tag;
        if (stored.version().isEmpty()) {
            // The list entry comes first: one without a deployment is harmless, a deployment that is in no list is lost
            // to people.
            documents.create(Keys.recent(environment, stored.order().at(), id), NOTHING);
            tag = documents.create(key, content);
        } else {
            refuseOlderFence(stored);
            tag = documents.replace(key, content, tagOf(stored.version()));
        }
        return stored.at(
                version(stored.fence(), tag.or(() -> ours(key, content)).orElseThrow(() -> conflict(stored))));
    }

    /** A save may have been done although its answer was lost and a retry was refused. */
    private Optional<String> ours(String key, byte[] content) {
        return documents
                .get(key)
                .filter(d -> Arrays.equals(d.content(), content))
                .map(Document::tag);
    }

    private static void refuseOlderFence(Stored stored) {
        long savedUnder =
                Long.parseLong(stored.version().substring(0, stored.version().indexOf(':')));
        if (stored.fence() < savedUnder) {
            throw new VersionConflictException("deployment " + stored.order().id() + " was saved under fence "
                    + savedUnder + ", so fence " + stored.fence()
                    + " is of a lease that somebody else has taken over: read it again");
        }
    }

    private static VersionConflictException conflict(Stored stored) {
        return new VersionConflictException("deployment " + stored.order().id() + " of environment "
                + stored.order().environment().name() + " has been saved by somebody else meanwhile: read it again");
    }

    private static String version(long fence, String tag) {
        return fence + ":" + tag;
    }

    private static String tagOf(String version) {
        return version.substring(version.indexOf(':') + 1);
    }

    @Override
    public List<String> recent(String environment, int most) {
        return documents.names(Keys.recent(environment), most).stream()
                .map(Keys::idOfRecent)
                .filter(id -> !id.isEmpty())
                .toList();
    }

    @Override
    public List<String> environments() {
        return documents.names(Keys.DEPLOYMENTS, Integer.MAX_VALUE).stream()
                .map(Keys::unescape)
                .toList();
    }
}
