package org.limn.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.limn.loader.Labels;
import org.limn.loader.Network;
import org.limn.loader.sidecar.Sidecar;

/**
 * Where the names of a network's classes come from: {@code --labels}, else the sidecar, else a file called {@code labels} beside
 * the model, else the model's metadata. A number of classes is no name: 1000 classes need not be ImageNet's.
 *
 * @param source what to call the list in messages; without names, why it has none
 * @param asked whether a person named it, so that it must fit
 */
public record LabelChoice(Labels known, String source, boolean asked) {
    private static final List<String> FILES = List.of("labels.json", "labels.txt", "labels.csv");
    private static final LabelChoice NONE = new LabelChoice(Labels.NONE, "", false);

    public static LabelChoice of(@Nullable String option, Path model) throws IOException {
        if (option != null) {
            Labels labels = option.equals("imagenet") ? Labels.imageNet() : Labels.read(Path.of(option));
            return new LabelChoice(labels, "--labels " + option, true);
        }
        for (String name : FILES) {
            Path beside = model.resolveSibling(name);
            if (Files.isRegularFile(beside)) {
                return beside(beside);
            }
        }
        return NONE;
    }

    /** A file that nobody named is used if it can be, and else does not stand in the way. */
    private static LabelChoice beside(Path file) {
        try {
            return new LabelChoice(Labels.read(file), file.getFileName() + " beside the model", false);
        } catch (IOException e) {
            return new LabelChoice(Labels.NONE, String.valueOf(e.getMessage()), false);
        }
    }

    /** This choice if it was asked for, else that of the sidecar if it has one. */
    public LabelChoice or(Sidecar sidecar) {
        Optional<Sidecar.Names> names = asked ? Optional.empty() : sidecar.labels();
        return names.map(n -> new LabelChoice(
                        n.labels(), "the sidecar" + (n.source().isEmpty() ? "" : ", " + n.source()), true))
                .orElse(this);
    }

    /**
     * The names for a network, and what there is to say of them.
     *
     * @throws UsageException if a list that was asked for has names for classes that the network does not have
     */
    public Labels labels(Network network, List<String> choices) {
        int classes = network.classes();
        if (known.names().isEmpty() && !source.isEmpty()) {
            choices.add(source + "; it is not used");
        }
        if (known.names().isEmpty()) {
            return fromFile(network, choices);
        } else if (classes == 1001 && known.equals(Labels.imageNet())) {
            choices.add("class names from " + source + ", after a class 0 for the background, as TensorFlow counts");
            return withBackground(known);
        } else if (known.names().lastKey() < classes) {
            int named = known.names().size();
            choices.add("class names from " + source + (named < classes ? ": " + named + " of " + classes : ""));
            return known;
        }
        String misfit = source + " names class " + known.names().lastKey() + ", and the network has " + classes
                + " classes, numbered from 0";
        if (asked) {
            throw new UsageException(misfit);
        }
        choices.add(misfit + "; it is not used");
        return fromFile(network, choices);
    }

    /** Names that the model file itself holds; the loader has said so. */
    private static Labels fromFile(Network network, List<String> choices) {
        Labels labels = network.info().labels();
        if (labels.names().isEmpty()) {
            boolean usual = network.classes() == 1000 || network.classes() == 1001;
            choices.add("classes have numbers only: no labels are known"
                    + (usual ? "; if they are ImageNet's, --labels imagenet names them" : ""));
        }
        return labels;
    }

    private static Labels withBackground(Labels imageNet) {
        SortedMap<Integer, String> names = new TreeMap<>();
        names.put(0, "background");
        imageNet.names().forEach((number, name) -> names.put(number + 1, name));
        return new Labels(names);
    }
}
