package org.limn.loader.sidecar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.limn.loader.Labels;
import org.limn.loader.LoadSettings;
import org.limn.loader.ScoreValue;
import org.limn.loader.yaml.YamlException;

/**
 * What a file beside a model says of it, so that nobody need say it again: {@code model.limn.yaml} for {@code model.onnx}. All of
 * it is optional.
 * <table>
 *   <caption>Keys</caption>
 *   <tr><th>key<th>value
 *   <tr><td>preset<td>a preprocessing by name, see {@link org.limn.loader.image.Preprocessing#PRESETS}
 *   <tr><td>scale, mean, std<td>or its numbers, all three: {@code (scale · image − mean) / std}, a number for all channels or a
 *       list with one for each, in the network's order
 *   <tr><td>order<td>{@code rgb} (the default) or {@code bgr}, beside these numbers
 *   <tr><td>crop<td>the share of a photo's shorter side that is kept, 0.875; {@code none}: the whole photo, stretched
 *   <tr><td>layout<td>{@code nchw} or {@code nhwc}
 *   <tr><td>extent<td>pixels a side where the file leaves them open, {@code 224}, or height and width, {@code 384x128}
 *   <tr><td>input, output<td>names of the graph's values that take the image and give the scores
 *   <tr><td>labels<td>a file in the model's folder (text, JSON, CSV), the word {@code imagenet}, or the names themselves
 *   <tr><td>value<td>{@code probability} or {@code logit}: what is explained
 *   <tr><td>layer<td>the layer that the CAM methods look at
 * </table>
 *
 * @param settings what concerns the loading
 * @param labels names of the classes
 * @param layer for methods that look at one
 * @param keys those that are there, in order
 */
public record Sidecar(
        LoadSettings settings,
        Optional<Names> labels,
        Optional<ScoreValue> value,
        Optional<String> layer,
        List<String> keys) {
    /** Of a model without one. */
    public static final Sidecar NONE =
            new Sidecar(new LoadSettings(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /**
     * Names of classes.
     *
     * @param source the file in the model's folder, or {@code imagenet}; empty if the sidecar holds the names themselves
     */
    public record Names(String source, Labels labels) {}

    public Sidecar {
        keys = List.copyOf(keys);
    }

    /** Where the sidecar of a model is: the same name with {@code .limn.yaml} instead of {@code .onnx} or {@code .onnx.gz}. */
    public static Path of(Path model) {
        Path name = model.getFileName();
        String stem = (name == null ? model : name).toString().replaceFirst("(?i)(\\.onnx)?(\\.gz)?$", "");
        return model.resolveSibling(stem + ".limn.yaml");
    }

    /** The sidecar of a model, {@link #NONE} if it has none. */
    public static Sidecar beside(Path model) throws YamlException {
        Path file = of(model);
        return Files.exists(file) ? read(file) : NONE;
    }

    /**
     * Reads a sidecar.
     *
     * @throws YamlException if it is not YAML, or says what cannot be, with file, line and what could be
     */
    public static Sidecar read(Path file) throws YamlException {
        return new SidecarReader(file).read();
    }
}
