package org.limn.loader.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.limn.loader.onnx.proto.FunctionProto;
import org.limn.loader.onnx.proto.NodeProto;

/** The functions of a model, which are inlined. None may call itself, and all calls together must stay within a limit. */
final class ModelFunctions {
    private static final long MOST_NODES = 200_000;
    private static final int DEEPEST = 100;

    private final Map<String, FunctionProto> byName = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();

    ModelFunctions(List<FunctionProto> functions) {
        for (FunctionProto f : functions) {
            if (byName.put(key(f.getDomain(), f.getName()), f) != null) {
                throw OnnxException.corrupt("the function '" + f.getName() + "' is defined twice");
            }
        }
        byName.keySet().forEach(name -> size(name, new HashSet<>()));
    }

    Optional<FunctionProto> called(NodeProto node) {
        return Optional.ofNullable(byName.get(key(node.getDomain(), node.getOpType())));
    }

    /** Refuses a graph whose calls, written out, are too many nodes. */
    void checkSize(List<NodeProto> nodes) {
        long total = 0;
        for (NodeProto node : nodes) {
            total = limited(total + sizes.getOrDefault(key(node.getDomain(), node.getOpType()), 0L), node.getOpType());
        }
    }

    private long size(String name, Set<String> callers) {
        FunctionProto function = byName.get(name);
        if (function == null) {
            return 1;
        } else if (sizes.containsKey(name)) {
            return Node.nonNull(sizes.get(name));
        } else if (!callers.add(name) || callers.size() > DEEPEST) {
            throw OnnxException.corrupt(
                    "the function '" + function.getName() + "' calls itself, or calls nest deeper than " + DEEPEST);
        }
        long total = 0;
        for (NodeProto node : function.getNodeList()) {
            total = limited(total + size(key(node.getDomain(), node.getOpType()), callers), function.getName());
        }
        callers.remove(name);
        sizes.put(name, total);
        return total;
    }

    private static long limited(long total, String function) {
        if (total > MOST_NODES) {
            throw OnnxException.corrupt(
                    "the calls of function '" + function + "', written out, are more than " + MOST_NODES + " nodes");
        }
        return total;
    }

    private static String key(String domain, String name) {
        return Label.domain(domain) + "::" + name;
    }
}
