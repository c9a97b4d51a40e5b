package org.limn.loader.onnx;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.limn.loader.LoadSettings;
import org.limn.loader.image.Preprocessing;
import org.limn.loader.onnx.proto.ModelProto;
import org.limn.loader.onnx.proto.StringStringEntryProto;

/**
 * Which preprocessing a network gets when nobody says: from the image metadata that the format defines, the element type, or the
 * exporter's habits. A guess is called one.
 *
 * @param reason a sentence for {@link org.limn.loader.ModelInfo#choices}
 */
record PreprocessingChoice(Preprocessing preprocessing, String reason) {
    static PreprocessingChoice of(LoadSettings settings, OnnxGraph graph, ImageInput input) {
        if (settings.preprocessing().isPresent()) {
            Preprocessing given = settings.preprocessing().get();
            return new PreprocessingChoice(given, "preprocessing " + given.name() + ", as asked for");
        }
        PreprocessingChoice choice = automatic(graph.file().model(), input);
        return new PreprocessingChoice(
                choice.preprocessing, "preprocessing " + choice.preprocessing.name() + ": " + choice.reason);
    }

    private static PreprocessingChoice automatic(ModelProto model, ImageInput input) {
        if (input.type() == DType.UINT8) {
            return new PreprocessingChoice(Preprocessing.UNIT, "the input takes bytes");
        }
        Map<String, String> metadata = model.getMetadataPropsList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (a, b) -> a));
        String range = metadata.getOrDefault("Image.NominalPixelRange", "");
        String producer = model.getProducerName().toLowerCase(Locale.ROOT);
        if (range.equals("NominalRange_0_255")
                && !metadata.getOrDefault("Image.BitmapPixelFormat", "").equals("Bgr8")) {
            return new PreprocessingChoice(Preprocessing.UNIT, "the file's metadata says 0 to 255");
        } else if (range.equals("Normalized_0_1")) {
            return new PreprocessingChoice(Preprocessing.ZERO_ONE, "the file's metadata says 0 to 1");
        } else if (range.equals("Normalized_1_1")) {
            return new PreprocessingChoice(Preprocessing.TENSORFLOW, "the file's metadata says -1 to 1");
        } else if (input.shape().dim(0) != 3) {
            return new PreprocessingChoice(Preprocessing.ZERO_ONE, "a guess, the file does not say");
        } else if (producer.contains("pytorch")) {
            return new PreprocessingChoice(Preprocessing.TORCHVISION, "a guess, as PyTorch exported the file");
        } else if (producer.contains("caffe")) {
            return new PreprocessingChoice(Preprocessing.CAFFE_BGR, "a guess, as Caffe2 exported the file");
        } else if (producer.contains("tf2onnx") || producer.contains("keras")) {
            return new PreprocessingChoice(Preprocessing.TENSORFLOW, "a guess, as TensorFlow exported the file");
        }
        return new PreprocessingChoice(Preprocessing.ZERO_ONE, "a guess, the file does not say");
    }
}
