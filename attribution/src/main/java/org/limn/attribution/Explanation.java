package org.limn.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.limn.autodiff.tensor.Tensor;

/**
 * What a method found. Made by {@link #of}, which looks for maps that mean nothing.
 *
 * @param attribution signed; f32[C,H,W], a number per element of the image, or f32[H,W], a number per pixel
 * @param method the method with all its settings: running it again gives the same bits
 * @param target the class explained
 * @param model what was explained, as {@link ScoringModel#identity()} says; empty for a function that nobody named, which cannot be
 *     asked again
 * @param completeness for methods that promise it
 * @param regions for methods that rank regions
 * @param segments for methods that give segments values
 * @param notes what a reader should know, such as a map that is zero everywhere and why
 */
public record Explanation(
        Tensor attribution,
        Explainer method,
        int target,
        Optional<String> model,
        Optional<Completeness> completeness,
        Optional<RankedRegions> regions,
        Optional<SegmentValues> segments,
        List<String> notes) {
    public Explanation {
        notes = List.copyOf(notes);
    }

    /** An attribution with a note if it is zero everywhere or not finite; the likely cause is looked for then. */
    public static Explanation of(Explainer method, ScoringModel model, Question question, Tensor attribution) {
        return new Explanation(
                attribution,
                method,
                question.target(),
                model.identity(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Degenerate.notes(attribution, model, question));
    }

    public Explanation with(Completeness its) {
        return new Explanation(attribution, method, target, model, Optional.of(its), regions, segments, notes);
    }

    public Explanation with(RankedRegions its) {
        return new Explanation(attribution, method, target, model, completeness, Optional.of(its), segments, notes);
    }

    public Explanation with(SegmentValues its) {
        return new Explanation(attribution, method, target, model, completeness, regions, Optional.of(its), notes);
    }

    /** The same with more to say. */
    public Explanation noting(List<String> more) {
        List<String> all = new ArrayList<>(notes);
        more.stream().filter(n -> !all.contains(n)).forEach(all::add);
        return new Explanation(attribution, method, target, model, completeness, regions, segments, all);
    }

    /** For methods that promise completeness, {@code |Σ attribution − (F(x) − F(x'))|}. */
    public OptionalDouble gap() {
        return completeness.stream().mapToDouble(Completeness::gap).findFirst();
    }

    /** Whether the attribution is 0 everywhere or somewhere not finite: a note says why, and no picture should be made of it. */
    public boolean isDegenerate() {
        return Degenerate.is(attribution);
    }

    /** One number per pixel, f32[H,W]. */
    public Tensor heatmap(Channels channels) {
        return channels.of(attribution);
    }
}
