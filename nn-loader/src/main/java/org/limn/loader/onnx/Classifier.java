package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.limn.autodiff.SettingException;
import org.limn.autodiff.op.Constant;
import org.limn.autodiff.op.Value;
import org.limn.autodiff.program.Program;
import org.limn.autodiff.program.ProgramBuilder;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.transform.DeadCode;
import org.limn.loader.InputLayout;
import org.limn.loader.Network;

/**
 * A graph as the body of a network: images in, class scores out. It is imported once for the batch that the file is written for,
 * and what was seen then guides the import for others.
 *
 * @param output the value that holds the scores
 * @param normalization that is part of the graph
 * @param forItsBatch what the first import saw
 */
record Classifier(
        OnnxGraph graph,
        ImageInput input,
        String output,
        int classes,
        long parameters,
        Optional<GraphNormalization> normalization,
        FrozenBatch forItsBatch)
        implements Network.Body {

    /** Imports the graph once and finds the scores in it. */
    static Classifier of(OnnxGraph graph, ImageInput input, Optional<String> wanted, List<String> choices) {
        List<String> candidates = wanted.map(List::of).orElse(graph.outputNames());
        if (wanted.isPresent() && !graph.makes(wanted.get())) {
            throw new SettingException(
                    "the graph makes no value '" + wanted.get() + "'; its outputs are " + graph.outputNames());
        }
        List<OnnxException> refusals = new ArrayList<>();
        for (String name : candidates) {
            try {
                List<String> notes = new ArrayList<>();
                Classifier found = of(graph, input, name, notes);
                if (candidates.size() > 1) {
                    choices.add("of the outputs " + candidates + " the first with a score per class is '" + name + "'");
                }
                choices.addAll(notes);
                return found;
            } catch (OnnxException e) {
                refusals.add(e);
            }
        }
        throw refusal(candidates, refusals);
    }

    /** If no output will do: what is wrong with the only one, or with the first that is not merely of the wrong shape. */
    private static OnnxException refusal(List<String> candidates, List<OnnxException> refusals) {
        if (candidates.size() == 1) {
            return refusals.get(0);
        }
        return refusals.stream()
                .filter(e -> e.kind() == OnnxException.Kind.CORRUPT)
                .findFirst()
                .orElseGet(() -> refusals.get(0).at("none of the outputs " + candidates + " holds a score per class"));
    }

    private static Classifier of(OnnxGraph graph, ImageInput input, String name, List<String> choices) {
        FrozenBatch first = FrozenBatch.first(input.batch());
        ProgramBuilder builder = new ProgramBuilder();
        int batch = input.batch().orElse(1);
        int[] chw = input.shape().toArray();
        Lines lines = new Lines(builder);
        Value image = builder.input(Network.IMAGE, Shape.of(batch, chw[0], chw[1], chw[2]));
        GraphValue end = firstScores(graph, input, lines, image, first, name);
        ClassScores.Found found = new ClassScores(lines, batch)
                .of(end)
                .orElseThrow(() -> OnnxException.unsupported("the output '" + name + "' of type " + end.type()
                        + end.shape() + " does not hold a score per class for each of " + batch + " images"));
        choices.add(found.ending().meaning());
        Value logits = found.scores().logits();
        Program program =
                new DeadCode().apply(builder.output(Network.LOGITS, logits).build());
        return new Classifier(
                graph,
                input,
                name,
                logits.shape().dim(1),
                parameters(graph, program),
                GraphNormalization.of(program),
                first);
    }

    /** The scores of the first import, in which a size that was guessed shows itself as wrong. */
    private static GraphValue firstScores(
            OnnxGraph graph, ImageInput input, Lines lines, Value image, FrozenBatch batch, String output) {
        try {
            return scores(graph, input, lines, image, batch, output);
        } catch (OnnxException e) {
            int[] chw = input.shape().toArray();
            throw !input.open() || e.kind() == OnnxException.Kind.UNSUPPORTED
                    ? e
                    : e.at("the file leaves the size of the image open, and it does not take " + chw[1] + "x" + chw[2]
                            + " pixels, so give its size");
        }
    }

    private static long parameters(OnnxGraph graph, Program program) {
        return program.instructions().stream()
                .filter(i -> i.op() instanceof Constant && graph.stores(i.name()))
                .mapToLong(i -> i.result().shape().size())
                .sum();
    }

    private static GraphValue scores(
            OnnxGraph graph, ImageInput input, Lines lines, Value image, FrozenBatch batch, String output) {
        lines.origin("layout");
        Value x = input.layout() == InputLayout.NHWC ? lines.transpose(image, List.of(0, 2, 3, 1)) : image;
        lines.named(x, input.name());
        Map<String, GraphValue> given = Map.of(input.name(), new GraphValue.Computed(input.type(), x));
        return Node.nonNull(graph.run(lines, given, batch, List.of(output)).get(output));
    }

    @Override
    public Network.Scores emit(ProgramBuilder builder, Value image) {
        Lines lines = new Lines(builder);
        int batch = image.shape().dim(0);
        boolean other = input.batch().orElse(1) != batch;
        try {
            GraphValue end =
                    scores(graph, input, lines, image, other ? forItsBatch.second(batch) : FrozenBatch.first(), output);
            return new ClassScores(lines, batch)
                    .of(end)
                    .filter(found -> found.scores().logits().shape().dim(1) == classes)
                    .orElseThrow(() -> OnnxException.unsupported("for " + batch + " images the output '" + output
                            + "' has the shape " + end.shape() + ", not " + classes
                            + " scores for each; the file seems to be written for one batch size only"))
                    .scores();
        } catch (OnnxException e) {
            String file = graph.file().path().toString();
            throw other
                    ? OnnxException.unsupported(
                            file + ": the file is written for " + input.batch().orElse(1)
                                    + " images at a time, which cannot be changed to " + batch + ": " + e.getMessage())
                    : e.at(file);
        }
    }
}
