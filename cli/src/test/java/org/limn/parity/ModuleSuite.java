package org.limn.parity;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.limn.attribution.parity.ParityCase;

/**
 * Comparisons that the tests of another module make.
 *
 * @param folders where one is absent the suite is skipped
 * @param quick whether it belongs to every run of continuous integration
 */
record ModuleSuite(String name, List<String> folders, boolean quick, String about, Comparisons comparisons)
        implements Suite {
    /** What compares, handing over each case as soon as it is done. */
    @FunctionalInterface
    interface Comparisons {
        void run(Reference reference, Consumer<ParityCase> report) throws IOException;
    }

    @Override
    public void run(Reference reference, Consumer<Case> report) throws IOException {
        comparisons.run(reference, c -> report.accept(Case.of(c)));
    }
}
