package org.limn.loader.onnx;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.limn.autodiff.tensor.Shape;
import org.limn.loader.LoadSettings;
import org.limn.loader.onnx.proto.TensorShapeProto.Dimension;
import org.limn.loader.onnx.proto.TypeProto;
import org.limn.loader.onnx.proto.ValueInfoProto;

/**
 * The input of a graph that takes the image.
 *
 * @param shape of one image, [C,H,W] whatever the layout
 * @param lastChannels whether the graph takes [N,H,W,C]
 * @param batch the number of images that the file is written for, if it is fixed
 */
record ImageInput(String name, DType type, Shape shape, boolean lastChannels, OptionalInt batch) {
    private static final int USUAL_SIZE = 224;
    private static final int MOST_NUMBERS = 1 << 28;

    static ImageInput of(OnnxGraph graph, LoadSettings settings, List<String> choices) {
        String name = name(graph.inputInfos(), settings.input());
        ValueInfoProto info = Node.nonNull(graph.inputInfos().get(name));
        DType type = graph.elementType(name);
        if (!type.isFloat() && type != DType.UINT8) {
            throw OnnxException.unsupported(
                    "the input " + Ports.of(info) + " does not take an image: that is of floats or uint8");
        }
        List<Dimension> dims = dimensions(info);
        boolean last = isChannels(dims.get(3)) && !isChannels(dims.get(1));
        if (last) {
            choices.add(
                    "the input is [N,H,W,C]: its last extent is " + dims.get(3).getDimValue());
        }
        int channels = extent(dims.get(last ? 3 : 1), OptionalInt.of(3), "channels", choices);
        int height = extent(dims.get(last ? 1 : 2), settings.size(), "height", choices);
        int width = extent(dims.get(last ? 2 : 3), settings.size(), "width", choices);
        if ((long) channels * height > MOST_NUMBERS || (long) channels * height * width > MOST_NUMBERS) {
            throw OnnxException.corrupt(
                    "the input " + Ports.of(info) + " takes images of more than " + MOST_NUMBERS + " numbers");
        }
        return new ImageInput(name, type, Shape.of(channels, height, width), last, batch(dims.get(0)));
    }

    /** Four dimensions, all open where the file does not say its shape. */
    private static List<Dimension> dimensions(ValueInfoProto info) {
        TypeProto.Tensor tensor = info.getType().getTensorType();
        if (!tensor.hasShape()) {
            return Collections.nCopies(4, Dimension.getDefaultInstance());
        } else if (tensor.getShape().getDimCount() != 4) {
            throw OnnxException.unsupported(
                    "the input " + Ports.of(info) + " does not take an image: that is [N,C,H,W] or [N,H,W,C]");
        }
        return tensor.getShape().getDimList();
    }

    private static OptionalInt batch(Dimension d) {
        return Ports.isFixed(d) ? OptionalInt.of(Node.toInt(d.getDimValue(), "the batch")) : OptionalInt.empty();
    }

    private static boolean isChannels(Dimension d) {
        return d.getDimValue() == 1 || d.getDimValue() == 3;
    }

    private static int extent(Dimension d, OptionalInt chosen, String what, List<String> choices) {
        if (Ports.isFixed(d)) {
            return Node.toInt(d.getDimValue(), "the " + what + " of the input");
        }
        choices.add("the file leaves the " + what + " open: " + chosen.orElse(USUAL_SIZE));
        return chosen.orElse(USUAL_SIZE);
    }

    private static String name(Map<String, ValueInfoProto> inputs, Optional<String> wanted) {
        if (wanted.isPresent() && !inputs.containsKey(wanted.get())) {
            throw new IllegalArgumentException(
                    "the graph has no input '" + wanted.get() + "'; there are " + inputs.keySet());
        } else if (wanted.isPresent()) {
            return wanted.get();
        } else if (inputs.isEmpty()) {
            throw OnnxException.corrupt("the graph has no input for an image");
        } else if (inputs.size() > 1) {
            throw OnnxException.unsupported("the graph has several inputs " + inputs.keySet()
                    + "; say which one takes the image (if its scores need no other)");
        }
        return inputs.keySet().iterator().next();
    }
}
