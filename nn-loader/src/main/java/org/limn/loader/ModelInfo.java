package org.limn.loader;

import java.util.List;
import java.util.Map;

/**
 * What a model file says about itself, and what was chosen where it left something open.
 *
 * @param file the file's name as it was given
 * @param sha256 of the file's bytes, in hexadecimal
 * @param producer the exporter's name and version, or empty
 * @param opsets version of each operator set by domain; ONNX's own is {@code ai.onnx}
 * @param parameters numbers in all weights that the network reads
 * @param inputs the graph's inputs, without its weights
 * @param outputs the graph's outputs
 * @param scheme what of the graph is used, and how
 * @param labels the names of the classes that the file itself holds, or {@link Labels#NONE}
 * @param choices what was chosen and why, a sentence each
 */
public record ModelInfo(
        String file,
        String sha256,
        long irVersion,
        String producer,
        Map<String, Long> opsets,
        long parameters,
        List<Port> inputs,
        List<Port> outputs,
        Scheme scheme,
        Labels labels,
        List<String> choices) {
    /**
     * An input or output of the graph.
     *
     * @param type {@code float32}, {@code uint8}, …
     * @param shape as the file writes it: numbers, names of free extents, {@code ?} for what it does not say
     */
    public record Port(String name, String type, List<String> shape) {
        public Port {
            shape = List.copyOf(shape);
        }

        @Override
        public String toString() {
            return name + ": " + type + "[" + String.join(",", shape) + "]";
        }
    }

    /**
     * How the graph is used as a classifier.
     *
     * @param input the input that takes the image
     * @param openExtent whether the image's size was chosen, because the file leaves it open
     * @param output the value that holds the class scores
     */
    public record Scheme(String input, InputLayout layout, boolean openExtent, String output) {}

    public ModelInfo {
        opsets = Map.copyOf(opsets);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        choices = List.copyOf(choices);
    }
}
