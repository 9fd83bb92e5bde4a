package io.jenkins.plugins.bluegreen.store;

import io.jenkins.plugins.bluegreen.port.BilledMonth;
import io.jenkins.plugins.bluegreen.port.Billing;
import io.jenkins.plugins.bluegreen.port.UnreadableJournalException;
import io.jenkins.plugins.bluegreen.port.WorldException;
import java.time.LocalDate;
import java.util.Optional;

/** Asks for the bill once a day at most, however many ask for it and from however many controllers: each question costs money. */
public final class DailyBilling implements Billing {
    private static final System.Logger LOG = System.getLogger(DailyBilling.class.getName());

    private final Documents documents;
    private final String account;
    private final Billing asked;
    private final Format format = new Format();

    /**
     * @param account whose bill it is
     * @param asked who knows
     */
    public DailyBilling(Documents documents, String account, Billing asked) {
        this.documents = documents;
        this.account = account;
        this.asked = asked;
    }

    @Override
    public BilledMonth monthSoFar(LocalDate today) {
        String key = Keys.billing(account, today);
        return kept(key).orElseGet(() -> {
            BilledMonth fresh = asked.monthSoFar(today);
            keep(key, fresh);
            return fresh;
        });
    }

    private Optional<BilledMonth> kept(String key) {
        try {
            return documents
                    .get(key)
                    .map(found -> format.read(found.content(), BilledMonth.class, "bill " + documents.where(key)));
        } catch (UnreadableJournalException | WorldException e) {
            LOG.log(System.Logger.Level.WARNING, "the bill of today is asked for again: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Somebody else may have asked at the same moment; either answer will do. */
    private void keep(String key, BilledMonth fresh) {
        try {
            documents.create(key, format.write(fresh));
        } catch (WorldException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the bill cannot be kept, so asking again costs again: " + e.getMessage());
        }
    }
}
