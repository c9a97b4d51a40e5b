package org.limn.parity;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** A family of comparisons with one folder of the reference data. */
public interface Suite {
    /** What it is called on the command line and in the table. */
    String name();

    /** The folders that it reads, relative to the reference data; where one is absent the suite is skipped. */
    List<String> folders();

    /** What its figures are, for the reader of the table. */
    String about();

    /**
     * The devices that it is about, best first: it runs on the first that is there, or on the one that was asked for if that is of
     * the same kind, and is skipped where there is none. Empty if it takes whichever was asked for.
     */
    default List<String> devices() {
        return List.of();
    }

    /** Whether it takes at most a few minutes with the vector device, so that every run of continuous integration includes it. */
    default boolean quick() {
        return false;
    }

    /** Compares, handing over each case as soon as it is done. */
    void run(Reference reference, Consumer<Case> report) throws IOException;

    /** Whether its table holds a figure per case, or counts of verdicts per row. */
    default boolean counted() {
        return false;
    }
}
