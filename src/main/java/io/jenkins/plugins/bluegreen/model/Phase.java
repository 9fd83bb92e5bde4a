package io.jenkins.plugins.bluegreen.model;

/** Where a deployment is. Each constant says what is true in it; {@code engine.Transitions} says what may follow. */
public enum Phase {
    /** The order is written down; nothing has been changed. */
    PLANNED,
    /** The idle side is being brought up with the new release; all traffic is on the old side. */
    PREPARING,
    /** The new side is healthy at size and is being judged; all traffic is on the old side. */
    VERIFYING,
    /** The new side has been found good; all traffic is on the old side; a person may still have to decide. */
    VERIFIED,
    /** The new side is getting its share step by step; the old side could take everything back now. */
    SHIFTING,
    /** The new side takes everything and is watched; the old side could take everything back now. */
    BAKING,
    /** The deployment (or its rollback) is done for its caller; the side without traffic stays ready until the keep window ends. */
    KEEPING,
    /** Nobody may go back any more; the side without traffic is observed until it is silent on every node. */
    DRAINING,
    /** The silent side is being scaled down and what was suspended is being resumed. */
    RETIRING,
    /** The new side is the live one, the old one is empty, nothing is suspended. */
    SUCCEEDED,
    /** All traffic is on its way back to the old side. */
    ROLLING_BACK,
    /** The old side is the live one, the new one is empty, nothing is suspended. */
    ROLLED_BACK,
    /** A person is needed: nothing is changed until they adopt, restore or abort. */
    HALTED;

    /** Nothing follows. */
    public boolean isTerminal() {
        return this == SUCCEEDED || this == ROLLED_BACK;
    }

    /** The new side may be getting traffic or be prepared for it, and a rollback can be asked for. */
    public boolean canRollBack() {
        return switch (this) {
            case PREPARING, VERIFYING, VERIFIED, SHIFTING, BAKING, KEEPING, DRAINING, RETIRING -> true;
            default -> false;
        };
    }

    /** {@code rolling back}. */
    public String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
