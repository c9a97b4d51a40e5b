package org.limn.loader.onnx;

import java.util.ArrayList;
import java.util.List;
import org.limn.loader.ModelInfo.Port;
import org.limn.loader.onnx.proto.TensorShapeProto.Dimension;
import org.limn.loader.onnx.proto.TypeProto;
import org.limn.loader.onnx.proto.ValueInfoProto;

/** Inputs and outputs as the file describes them. */
final class Ports {
    private Ports() {}

    static Port of(ValueInfoProto info) {
        TypeProto type = value(info.getType());
        if (!type.hasTensorType()) {
            return new Port(info.getName(), "not a tensor", List.of());
        }
        int number = type.getTensorType().getElemType();
        String element = DType.of(number).map(DType::toString).orElse("type " + number);
        List<String> dims = new ArrayList<>();
        for (Dimension d : type.getTensorType().getShape().getDimList()) {
            dims.add(
                    isFixed(d)
                            ? Long.toString(d.getDimValue())
                            : d.hasDimParam() && !d.getDimParam().isEmpty() ? d.getDimParam() : "?");
        }
        return new Port(info.getName(), element, dims);
    }

    /** The type itself, or of an optional value the one that it has when it is there: an input always is. */
    static TypeProto value(TypeProto type) {
        return type.hasOptionalType() ? type.getOptionalType().getElemType() : type;
    }

    /** Whether an extent is a number; old exporters write 0 or −1 for one that is free. */
    static boolean isFixed(Dimension d) {
        return d.hasDimValue() && d.getDimValue() > 0;
    }
}
