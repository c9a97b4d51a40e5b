package org.limn.loader.onnx;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.limn.autodiff.SettingException;
import org.limn.autodiff.tensor.Shape;
import org.limn.loader.Extent;
import org.limn.loader.InputLayout;
import org.limn.loader.LoadSettings;
import org.limn.loader.onnx.proto.TensorShapeProto.Dimension;
import org.limn.loader.onnx.proto.ValueInfoProto;

/**
 * The input of a graph that takes the image.
 *
 * @param shape of one image, [C,H,W] whatever the layout
 * @param batch the number of images that the file is written for, if it is fixed
 * @param open whether height or width were chosen, not the file's own
 */
record ImageInput(String name, DType type, Shape shape, InputLayout layout, OptionalInt batch, boolean open) {
    private static final int USUAL_SIZE = 224;
    private static final int MOST_NUMBERS = 1 << 28;

    static ImageInput of(OnnxGraph graph, LoadSettings settings, List<String> choices) {
        String name = name(graph, settings.input(), choices);
        ValueInfoProto info = Node.nonNull(graph.inputInfos().get(name));
        DType type = graph.elementType(name);
        if (!isImage(info, type)) {
            throw OnnxException.unsupported("the input " + Ports.of(info)
                    + " does not take an image: that is [N,C,H,W] or [N,H,W,C], of floats or uint8");
        }
        List<Dimension> dims = dims(info);
        InputLayout layout = settings.layout().orElseGet(() -> layout(dims, choices));
        List<Dimension> chw =
                layout == InputLayout.NCHW ? dims.subList(1, 4) : List.of(dims.get(3), dims.get(1), dims.get(2));
        int channels = extent(chw.get(0), 3, "number of channels", choices);
        if (channels != 1 && channels != 3) {
            throw OnnxException.unsupported("the input " + Ports.of(info) + " takes, read as " + layout + ", images of "
                    + channels + " channels; photos have 3, or 1 as grey ones");
        }
        Shape shape = shape(graph, settings, channels, chw.subList(1, 3), choices);
        boolean open = !Ports.isFixed(chw.get(1)) || !Ports.isFixed(chw.get(2));
        return new ImageInput(name, type, shape, layout, batch(dims.get(0)), open);
    }

    private static OptionalInt batch(Dimension d) {
        return Ports.isFixed(d) ? OptionalInt.of(Node.toInt(d.getDimValue(), "the batch")) : OptionalInt.empty();
    }

    /** The shape of an image: as the file fixes it, else as asked for, else as the metadata says. */
    private static Shape shape(
            OnnxGraph graph, LoadSettings settings, int channels, List<Dimension> hw, List<String> choices) {
        Extent chosen =
                settings.extent().or(() -> Metadata.of(graph).extent()).orElse(new Extent(USUAL_SIZE, USUAL_SIZE));
        int height = extent(hw.get(0), chosen.height(), "height", choices);
        int width = extent(hw.get(1), chosen.width(), "width", choices);
        if ((long) channels * height > MOST_NUMBERS || (long) channels * height * width > MOST_NUMBERS) {
            throw OnnxException.corrupt("the input takes images of " + height + "x" + width + " pixels, and at most "
                    + MOST_NUMBERS + " numbers are taken");
        }
        Optional<Extent> asked = settings.extent();
        if (asked.isPresent() && (chosen.height() != height || chosen.width() != width)) {
            throw new SettingException("the file fixes the image at " + height + "x" + width + " pixels, and "
                    + asked.get() + " was asked for");
        }
        return Shape.of(channels, height, width);
    }

    /** The extents of the input; a file that says nothing of them leaves four open. */
    private static List<Dimension> dims(ValueInfoProto info) {
        return info.getType().getTensorType().hasShape()
                ? info.getType().getTensorType().getShape().getDimList()
                : Collections.nCopies(4, Dimension.getDefaultInstance());
    }

    private static boolean isImage(ValueInfoProto info, DType type) {
        return (type.isFloat() || type == DType.UINT8) && dims(info).size() == 4;
    }

    private static InputLayout layout(List<Dimension> dims, List<String> choices) {
        if (isChannels(dims.get(1))) {
            return InputLayout.NCHW;
        } else if (isChannels(dims.get(3))) {
            choices.add("layout nhwc: the last extent of the input is "
                    + dims.get(3).getDimValue());
            return InputLayout.NHWC;
        } else if (!Ports.isFixed(dims.get(1))) {
            choices.add("layout nchw: a guess, the file does not say which extent holds the channels");
        }
        return InputLayout.NCHW;
    }

    private static boolean isChannels(Dimension d) {
        return d.getDimValue() == 1 || d.getDimValue() == 3;
    }

    private static int extent(Dimension d, int otherwise, String what, List<String> choices) {
        if (Ports.isFixed(d)) {
            return Node.toInt(d.getDimValue(), "the " + what + " of the image");
        }
        choices.add("the file leaves the " + what + " open: " + otherwise);
        return otherwise;
    }

    private static String name(OnnxGraph graph, Optional<String> wanted, List<String> choices) {
        Map<String, ValueInfoProto> inputs = graph.inputInfos();
        if (wanted.isPresent() && !inputs.containsKey(wanted.get())) {
            throw new SettingException("the graph has no input '" + wanted.get() + "'; there are " + inputs.keySet());
        } else if (wanted.isPresent()) {
            return wanted.get();
        } else if (inputs.isEmpty()) {
            throw OnnxException.corrupt("the graph has no input for an image");
        } else if (inputs.size() == 1) {
            return inputs.keySet().iterator().next();
        }
        List<String> images = images(inputs);
        if (images.size() != 1) {
            throw OnnxException.unsupported("the graph has several inputs " + inputs.keySet()
                    + "; say which one takes the image (if its scores need no other)");
        }
        choices.add("of the inputs " + inputs.keySet() + " only '" + images.get(0) + "' can take an image");
        return images.get(0);
    }

    /** The names of the inputs that can take an image. */
    private static List<String> images(Map<String, ValueInfoProto> inputs) {
        return inputs.values().stream()
                .filter(i -> DType.of(i.getType().getTensorType().getElemType())
                        .filter(type -> isImage(i, type))
                        .isPresent())
                .map(ValueInfoProto::getName)
                .toList();
    }
}
