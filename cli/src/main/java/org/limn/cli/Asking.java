package org.limn.cli;

import org.limn.attribution.Explainer;
import org.limn.attribution.Explanation;
import org.limn.attribution.Session;
import org.limn.cli.OpenModel.Subject;

/** Asks one method after the other about one photo, with a progress line, and counts what each costs. */
final class Asking {
    private final OpenModel opened;
    private final Subject subject;
    private final int target;
    private final Output output;
    private final Session session;
    private Progress progress;

    Asking(OpenModel opened, Subject subject, int target, Output output) {
        this.opened = opened;
        this.subject = subject;
        this.target = target;
        this.output = output;
        progress = output.progress("explain", 1);
        session = new Session(new WatchedModel(opened.network(), () -> progress.step()));
    }

    /**
     * What a method said.
     *
     * @param seconds wall time
     * @param scored how many images the model scored for it, without gradients
     * @param differentiated how many gradients it took
     */
    record Answer(Explanation explanation, double seconds, long scored, long differentiated) {}

    /**
     * Asks a method.
     *
     * @throws FailureException if it needs more than this network has
     */
    Answer ask(Explainer method) {
        long scored = session.scored(), differentiated = session.differentiated();
        long start = System.nanoTime();
        progress = output.progress(method.name(), Workload.of(method, subject.image()));
        try (Progress closing = progress) {
            Explanation explanation = session.explain(method, subject.image(), target);
            return new Answer(
                    explanation,
                    (System.nanoTime() - start) / 1e9,
                    session.scored() - scored,
                    session.differentiated() - differentiated);
        } catch (IllegalArgumentException e) {
            throw new FailureException(
                    method.name() + " cannot explain "
                            + opened.loaded().network().info().file() + ": " + e.getMessage(),
                    e);
        }
    }
}
