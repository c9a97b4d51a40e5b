package org.limn.loader.sidecar;

import com.google.gson.Gson;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.limn.autodiff.tensor.Shape;
import org.limn.loader.Extent;
import org.limn.loader.ModelInfo;
import org.limn.loader.Network;
import org.limn.loader.ScoreValue;
import org.limn.loader.image.Fit;
import org.limn.loader.image.Preprocessing;

/**
 * A {@link Sidecar} for a person to edit: all that was chosen for a network, each with what it means. What the file itself
 * fixes, or nobody knows, is written as a comment.
 *
 * @param labels where its labels are, or what they are, if anybody said
 * @param value what is explained
 * @param layer the last spatial layer, if it has one
 */
public record SidecarText(Network network, Optional<Sidecar.Names> labels, ScoreValue value, Optional<String> layer) {
    private static final String FORMAT = """
            # How Limn reads %1$s. What was chosen and why:
            %2$s
            # Edit what is wrong, and leave out what the file says itself. What the command line says goes before this file.

            # What the network expects of its input: a preset (%3$s),
            # or the numbers of value = (scale * image - mean) / std, for images in [0,1], in the network's order of channels.
            %4$s

            # The share of a photo's shorter side that is kept; none: the whole photo, stretched.
            crop: %5$s

            # Where the input has its channels: nchw or nhwc.
            layout: %6$s

            # Pixels a side, or height and width, where the file leaves them open.
            %7$s

            # The graph's input that takes the image, and the value, any inside, that holds the scores of the classes.
            input: %8$s
            output: %9$s

            # Names of the classes: a file in this folder (text, JSON, CSV), the word imagenet, or a list.
            %10$s

            # What is explained: probability or logit.
            value: %11$s

            # The layer that Grad-CAM and its kin look at; unless said, the last spatial one.
            %12$s
            """;

    /** The text of the file. */
    public String text() {
        ModelInfo info = network.info();
        Path name = Path.of(info.file()).getFileName();
        Shape image = network.image();
        String extent = "extent: " + new Extent(image.dim(1), image.dim(2));
        return FORMAT.formatted(
                comment(String.valueOf(name)),
                info.choices().stream().map(c -> "#   " + comment(c)).collect(Collectors.joining("\n")),
                Preprocessing.PRESETS.stream().map(Preprocessing::name).collect(Collectors.joining(", ")),
                preprocessing(network.preprocessing()),
                network.preprocessing().fit() instanceof Fit.CenterCrop c ? number(c.share()) : "none",
                info.scheme().layout(),
                info.scheme().openExtent() ? extent : "#" + extent,
                quoted(info.scheme().input()),
                quoted(info.scheme().output()),
                labels.map(SidecarText::labels).orElse("#labels: labels.txt"),
                value,
                layer.map(l -> "#layer: " + quoted(l)).orElse("# (this network has no spatial layer with a name)"));
    }

    private static String preprocessing(Preprocessing p) {
        boolean isPreset = Preprocessing.PRESETS.stream()
                .anyMatch(preset -> preset.with(p.fit()).equals(p));
        String own = isPreset ? "#" : "";
        return (isPreset ? "preset: " + p.name() : "#preset: torchvision")
                + "\n" + own + "scale: " + number(p.scale())
                + "\n" + own + "mean: " + numbers(p.mean())
                + "\n" + own + "std: " + numbers(p.std())
                + "\n" + own + "order: " + p.order().name().toLowerCase(Locale.ROOT);
    }

    private static String labels(Sidecar.Names names) {
        if (!names.source().isEmpty()) {
            return "labels: " + quoted(names.source());
        }
        return names.labels().names().entrySet().stream()
                .map(e -> "\n  " + e.getKey() + ": " + new Gson().toJson(e.getValue()))
                .collect(Collectors.joining("", "labels:", ""));
    }

    private static String numbers(List<Double> numbers) {
        return numbers.size() == 1
                ? number(numbers.get(0))
                : numbers.stream().map(SidecarText::number).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String number(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e9
                ? Long.toString(Math.round(number))
                : Double.toString(number);
    }

    /** A name as YAML: in quotes, with JSON's escapes, unless it is plain without doubt. */
    private static String quoted(String name) {
        return name.matches("[A-Za-z0-9_./][A-Za-z0-9_./:-]*[A-Za-z0-9_./]") ? name : new Gson().toJson(name);
    }

    private static String comment(String line) {
        return line.replaceAll("[\\p{Cntrl}\\u2028\\u2029\\u0085]+", " ");
    }
}
