package org.limn.autodiff.device.cpu.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.limn.autodiff.device.cpu.kernel.Kernel;
import org.limn.autodiff.device.cpu.kernel.Packs;
import org.limn.autodiff.op.Add;
import org.limn.autodiff.op.Broadcast;
import org.limn.autodiff.op.Clip;
import org.limn.autodiff.op.Conv2d;
import org.limn.autodiff.op.Conv2dTranspose;
import org.limn.autodiff.op.Conv2dWeightGrad;
import org.limn.autodiff.op.Fused;
import org.limn.autodiff.op.MatMul;
import org.limn.autodiff.op.Mul;
import org.limn.autodiff.op.Op;
import org.limn.autodiff.op.Pads;
import org.limn.autodiff.op.Pair;
import org.limn.autodiff.op.Relu;
import org.limn.autodiff.op.Sigmoid;
import org.limn.autodiff.op.Step;
import org.limn.autodiff.tensor.Shape;
import org.limn.autodiff.tensor.Tensor;
import org.limn.autodiff.tensor.Tensor64;

/** Every kernel against its op's definition, at awkward sizes, whole and cut. */
class ContractionsTest {
    private static final List<KernelSet> SETS = List.of(
            KernelSet.vector(),
            new VectorKernels(TileShape.EIGHT_BY_THREE, 2, "test"),
            new VectorKernels(TileShape.EIGHT_BY_THREE, 1, "test"),
            new VectorKernels(TileShape.SIX_BY_TWO, 2, "test"),
            new VectorKernels(TileShape.SIX_BY_TWO, 1, "test"),
            KernelSet.scalar("test"));

    /** A convolution of [n,c,h,w] by [o,c/groups,r,s]. */
    private record Geometry(int n, int c, int h, int w, int o, int r, int s, Conv2d op) {
        List<Shape> shapes() {
            return List.of(Shape.of(n, c, h, w), Shape.of(o, c / op.groups(), r, s));
        }

        Shape result() {
            return op.infer(shapes());
        }

        Conv2dTranspose transposed() {
            return new Conv2dTranspose(op.stride(), op.pad(), op.dilation(), op.groups(), new Pair(h, w));
        }

        Conv2dWeightGrad weightGrad() {
            return new Conv2dWeightGrad(op.stride(), op.pad(), op.dilation(), op.groups(), new Pair(r, s));
        }
    }

    private static Geometry square(int n, int c, int h, int o, int k, int stride, int pad, int dilation, int groups) {
        Conv2d op = new Conv2d(Pair.of(stride), Pads.of(pad), Pair.of(dilation), groups);
        return new Geometry(n, c, h, h, o, k, k, op);
    }

    private static Geometry uneven(
            int n, int c, int h, int w, int o, int r, int s, String stride, String pad, String dilation, int groups) {
        Conv2d op = new Conv2d(Pair.parse(stride), Pads.parse(pad), Pair.parse(dilation), groups);
        return new Geometry(n, c, h, w, o, r, s, op);
    }

    static List<Geometry> geometries() {
        return List.of(
                square(1, 1, 1, 1, 1, 1, 0, 1, 1),
                square(2, 13, 7, 49, 1, 1, 0, 1, 1),
                square(3, 207, 5, 13, 1, 1, 0, 1, 1),
                square(1, 600, 7, 30, 1, 1, 0, 1, 1),
                square(1, 16, 14, 1100, 1, 1, 0, 1, 1),
                square(2, 13, 9, 17, 1, 2, 0, 1, 1),
                square(1, 13, 9, 17, 1, 1, 1, 1, 1),
                square(1, 13, 8, 9, 1, 3, 0, 1, 1),
                square(2, 13, 13, 8, 3, 1, 1, 1, 1),
                square(1, 70, 7, 15, 3, 1, 1, 1, 1),
                square(3, 9, 15, 11, 3, 1, 0, 1, 1),
                square(2, 8, 13, 7, 3, 1, 2, 2, 1),
                square(1, 8, 13, 7, 3, 1, 0, 3, 1),
                square(2, 11, 14, 13, 3, 2, 1, 1, 1),
                square(1, 11, 15, 13, 3, 2, 1, 1, 1),
                square(2, 3, 31, 16, 7, 2, 3, 1, 1),
                square(2, 3, 30, 16, 3, 1, 1, 1, 1),
                square(1, 3, 35, 20, 11, 4, 2, 1, 1),
                square(2, 3, 50, 9, 3, 2, 0, 1, 1),
                square(1, 3, 75, 16, 7, 2, 3, 1, 1),
                square(1, 2, 9, 600, 3, 1, 1, 1, 1),
                square(1, 2, 70, 3, 3, 1, 40, 40, 1),
                square(3, 9, 14, 10, 1, 2, 0, 1, 1),
                square(2, 9, 15, 10, 1, 2, 1, 1, 1),
                square(1, 9, 35, 20, 11, 4, 2, 1, 1),
                square(1, 9, 17, 8, 2, 3, 0, 1, 1),
                square(1, 9, 19, 8, 2, 3, 1, 2, 1),
                square(2, 9, 16, 8, 4, 4, 0, 1, 1),
                square(1, 10, 12, 9, 5, 1, 4, 1, 1),
                square(1, 10, 5, 9, 3, 1, 5, 1, 1),
                square(1, 9, 12, 8, 3, 2, 2, 3, 1),
                square(2, 12, 9, 18, 3, 1, 1, 1, 3),
                square(1, 32, 7, 32, 3, 2, 1, 1, 8),
                square(1, 12, 7, 24, 1, 1, 0, 1, 4),
                square(2, 13, 14, 13, 3, 1, 1, 1, 13),
                square(2, 5, 60, 5, 3, 1, 1, 1, 5),
                square(1, 13, 15, 13, 3, 2, 1, 1, 13),
                square(1, 7, 16, 7, 5, 2, 2, 1, 7),
                square(1, 7, 13, 7, 3, 1, 2, 2, 7),
                square(1, 6, 11, 18, 3, 1, 1, 1, 6),
                square(2, 6, 11, 12, 3, 2, 1, 1, 6),
                square(1, 6, 11, 6, 2, 3, 0, 1, 6),
                uneven(2, 9, 11, 14, 10, 3, 5, "1x1", "1x0x2x3", "1x1", 1),
                uneven(1, 9, 17, 12, 10, 1, 7, "1x1", "0x3", "1x1", 1),
                uneven(1, 9, 17, 13, 10, 3, 2, "2x1", "0x1x1x0", "1x2", 1),
                uneven(1, 9, 17, 13, 10, 2, 4, "3x2", "2x0x0x1", "2x1", 1),
                uneven(1, 4, 8, 9, 4, 3, 3, "2x3", "1x0x0x1", "1x1", 4),
                uneven(1, 3, 11, 150, 10, 3, 3, "1x2", "0x1x1x0", "1x1", 1));
    }

    /** 3×3 of many channels: with vectors, by patches. */
    static List<Geometry> patched() {
        return List.of(
                square(3, 33, 7, 41, 3, 1, 1, 1, 1),
                square(2, 40, 14, 32, 3, 1, 1, 1, 1),
                square(1, 32, 57, 33, 3, 1, 0, 1, 1),
                square(2, 32, 6, 100, 3, 1, 2, 1, 1),
                square(5, 45, 2, 35, 3, 1, 1, 1, 1),
                square(2, 34, 1, 32, 3, 1, 1, 1, 1),
                square(1, 512, 5, 33, 3, 1, 1, 1, 1),
                uneven(2, 32, 4, 75, 50, 3, 3, "1x1", "0x2x1x0", "1x1", 1),
                uneven(2, 37, 11, 3, 40, 3, 3, "1x1", "2x0x0x1", "1x1", 1));
    }

    /** Kernel = stride: the patch embeddings of vision transformers, some of images that they do not fill. */
    static List<Geometry> embeddings() {
        return List.of(
                square(3, 3, 24, 13, 8, 8, 0, 1, 1),
                square(1, 13, 8, 1, 8, 8, 0, 1, 1),
                square(2, 5, 30, 17, 14, 14, 0, 1, 1),
                square(1, 3, 32, 600, 16, 16, 0, 1, 1),
                square(2, 1, 67, 7, 32, 32, 0, 1, 1),
                square(1, 9, 35, 10, 16, 16, 7, 1, 1),
                uneven(2, 3, 13, 45, 11, 3, 8, "3x8", "1x2x0x5", "1x1", 1));
    }

    static Stream<Named<Workbench>> embeddingGradients() {
        return each(embeddings(), ContractionsTest::inputGradient);
    }

    static Stream<Named<Workbench>> fusedEmbeddings() {
        return embeddings().stream()
                .skip(4)
                .flatMap(g ->
                        fused(g.transposed(), List.of(g.result(), g.shapes().get(1)), g.c()).stream());
    }

    @Test
    void gradientsOfPatchEmbeddingsAreOneProduct() {
        assertThat(embeddingGradients()).allSatisfy(b -> assertThat(SETS)
                .allSatisfy(set -> assertThat(b.getPayload().kernel(set).name()).startsWith("gemm col2im")));
    }

    static Stream<Named<Workbench>> convolutions() {
        return each(geometries(), (g, constant) -> Workbench.of(g.op(), g.shapes(), constant, 1));
    }

    static Stream<Named<Workbench>> inputGradients() {
        return each(geometries(), ContractionsTest::inputGradient);
    }

    static Stream<Named<Workbench>> patches() {
        return Stream.concat(
                each(patched(), (g, constant) -> Workbench.of(g.op(), g.shapes(), constant, 1)),
                each(patched(), ContractionsTest::inputGradient));
    }

    private static Workbench inputGradient(Geometry g, List<Integer> constant) {
        return Workbench.of(g.transposed(), List.of(g.result(), g.shapes().get(1)), constant, 2);
    }

    static Stream<Named<Workbench>> weightGradients() {
        return each(
                geometries(),
                (g, constant) -> Workbench.of(g.weightGrad(), List.of(g.shapes().get(0), g.result()), List.of(), 3));
    }

    private interface Maker {
        Workbench make(Geometry g, List<Integer> constant);
    }

    private static Stream<Named<Workbench>> each(List<Geometry> geometries, Maker maker) {
        List<Named<Workbench>> all = new ArrayList<>();
        for (Geometry g : geometries) {
            for (List<Integer> constant : List.of(List.of(1), List.<Integer>of())) {
                all.add(Named.of(g + (constant.isEmpty() ? ", filters an input" : ""), maker.make(g, constant)));
            }
        }
        return all.stream();
    }

    static Stream<Named<Workbench>> products() {
        List<Named<Workbench>> all = new ArrayList<>();
        int[][] sizes = {{1, 1, 1}, {1, 600, 207}, {3, 13, 49}, {13, 7, 1}, {49, 1100, 13}, {207, 49, 100}};
        for (int[] s : sizes) {
            for (int form = 0; form < 4; form++) {
                boolean ta = form % 2 == 1, tb = form > 1;
                Shape a = ta ? Shape.of(s[1], s[0]) : Shape.of(s[0], s[1]);
                Shape b = tb ? Shape.of(s[2], s[1]) : Shape.of(s[1], s[2]);
                MatMul op = new MatMul(ta, tb);
                all.add(product(op, a, b, List.of(1)));
                all.add(product(op, a, b, List.of()));
                all.add(product(op, stacked(a), b, List.of(1)));
                all.add(product(op, stacked(a), b, List.of()));
                all.add(product(op, stacked(a), stacked(b), List.of()));
                all.add(product(op, stacked(a), stacked(b), List.of(1)));
            }
        }
        return all.stream();
    }

    private static Shape stacked(Shape matrix) {
        return Shape.of(2, 3, matrix.dim(0), matrix.dim(1));
    }

    private static Named<Workbench> product(MatMul op, Shape a, Shape b, List<Integer> constant) {
        return Named.of(op + " " + a + b + constant, Workbench.of(op, List.of(a, b), constant, 4));
    }

    /** What may follow a contraction: inputs 0 and 1 are its operands, 2 a bias, 3 a residual or a mask, 4 a mask. */
    private static List<List<Fused.Step>> epilogues(Op op, Shape result) {
        Fused.Step first = step(op, 0, 1);
        Fused.Step wide = step(new Broadcast(result), 2);
        return List.of(
                List.of(first, wide, step(new Add(), 5, 6)),
                List.of(wide, first, step(new Add(), 5, 6), step(new Relu(), 7)),
                List.of(first, step(new Add(), 3, 5)),
                List.of(first, step(new Add(), 5, 3), step(new Clip(-0.5, 1), 6)),
                List.of(first, wide, step(new Add(), 5, 6), step(new Add(), 3, 7), step(new Relu(), 8)),
                List.of(first, step(new Add(), 5, 3), wide, step(new Add(), 6, 7)),
                List.of(first, step(new Step(), 4), step(new Mul(), 5, 6)),
                List.of(step(new Step(), 4), first, step(new Add(), 3, 6), step(new Mul(), 5, 7)));
    }

    private static Fused.Step step(Op op, Integer... args) {
        return new Fused.Step(op, List.of(args));
    }

    static Stream<Named<Workbench>> fusedPatches() {
        List<Named<Workbench>> all = new ArrayList<>();
        for (Geometry g : patched().subList(0, 3)) {
            all.addAll(fused(g.op(), g.shapes(), g.result().dim(1)));
            all.addAll(fused(g.transposed(), List.of(g.result(), g.shapes().get(1)), g.c()));
        }
        return all.stream();
    }

    static Stream<Named<Workbench>> fused() {
        List<Named<Workbench>> all = new ArrayList<>();
        for (int i : new int[] {1, 2, 3, 9, 13, 15, 25, 28, 30, 34}) {
            Geometry g = geometries().get(i);
            all.addAll(fused(g.op(), g.shapes(), g.result().dim(1)));
            all.addAll(fused(g.transposed(), List.of(g.result(), g.shapes().get(1)), g.c()));
        }
        all.addAll(fused(new MatMul(false, false), List.of(Shape.of(3, 13), Shape.of(13, 49)), 0));
        all.addAll(fused(new MatMul(false, true), List.of(Shape.of(2, 13, 600), Shape.of(50, 600)), 0));
        return all.stream();
    }

    /** All epilogues of one contraction, with the operands and the bias constant and without. */
    private static List<Named<Workbench>> fused(Op op, List<Shape> operands, int channels) {
        Shape result = op.infer(operands);
        Shape bias = channels > 0 ? Shape.of(1, channels, 1, 1) : lastAxis(result);
        List<Shape> shapes = List.of(operands.get(0), operands.get(1), bias, result, result);
        List<Named<Workbench>> all = new ArrayList<>();
        for (List<Fused.Step> steps : epilogues(op, result)) {
            Fused fused = new Fused(5, steps);
            String name = steps.stream().map(s -> s.op().word()).toList() + " " + op + operands;
            all.add(Named.of(name, Workbench.of(fused, shapes, List.of(1, 2), 5)));
            all.add(Named.of(name + ", no constants", Workbench.of(fused, shapes, List.of(), 6)));
        }
        return all;
    }

    private static Shape lastAxis(Shape shape) {
        int[] dims = new int[shape.rank()];
        Arrays.fill(dims, 1);
        dims[dims.length - 1] = shape.dim(-1);
        return Shape.of(dims);
    }

    @ParameterizedTest
    @MethodSource({"fused", "fusedPatches", "fusedEmbeddings"})
    void aResultMayLieInThePlaceOfItsResidual(Workbench bench) {
        Kernel kernel = bench.kernel(SETS.get(0));
        assertThat(kernel.inPlace(0) || kernel.inPlace(1) || kernel.inPlace(4)).isFalse();
        if (kernel.inPlace(3)) {
            assertThat(bench.run(kernel, new SplittableRandom(7), 3).data())
                    .isEqualTo(bench.run(kernel).data());
        }
    }

    @Test
    void aLineThatIsNoContractionHasNoKernelHere() {
        Shape x = Shape.of(1, 8, 4, 4), w = Shape.of(8, 8, 1, 1);
        Conv2d conv = new Conv2d(Pair.ONE, Pads.NONE, Pair.ONE, 1);
        List<List<Fused.Step>> others = List.of(
                List.of(step(new Relu(), 0)),
                List.of(step(conv, 0, 1), step(new Relu(), 2), step(new Add(), 3, 0)),
                List.of(step(conv, 0, 1), step(new Add(), 2, 2)),
                List.of(step(conv, 0, 1), step(conv, 2, 1)),
                List.of(step(conv, 0, 1), step(new Sigmoid(), 2)),
                List.of(step(conv, 0, 1), step(new Step(), 0)));
        for (List<Fused.Step> steps : others) {
            Workbench bench = Workbench.of(new Fused(2, steps), List.of(x, w), List.of(), 8);
            assertThat(Contractions.of(bench.line(), Map.of(), SETS.get(0), new Packs()))
                    .as(steps.toString())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource({
        "convolutions",
        "inputGradients",
        "embeddingGradients",
        "patches",
        "weightGradients",
        "products",
        "fused",
        "fusedEmbeddings",
        "fusedPatches"
    })
    void kernelsComputeWhatTheDefinitionDoes(Workbench bench) {
        Tensor64 expected = bench.definition();
        for (KernelSet set : SETS) {
            Kernel kernel = bench.kernel(set);
            Tensor actual = bench.run(kernel);
            // a sum of n products of numbers below 1 in float32, in any order: at most n·2^-24 per partial sum below n,
            // in practice
            // errors add like a random walk: n^1.5 · 2^-24 is beyond all of them
            double limit = Math.pow(bench.terms(), 1.5) * 0x1p-24;
            for (int i = 0; i < actual.data().length; i++) {
                assertThat((double) actual.data()[i])
                        .as("%s, %s, element %d", kernel.name(), set.description(), i)
                        .isCloseTo(expected.data()[i], org.assertj.core.api.Assertions.within(limit));
            }
        }
    }

    @ParameterizedTest
    @MethodSource({"convolutions", "inputGradients", "embeddingGradients", "products", "fused", "fusedEmbeddings"})
    void bitsDependNeitherOnTheCutNorOnTheTile(Workbench bench) {
        Tensor whole = bench.run(bench.kernel(SETS.get(0)));
        for (KernelSet set : SETS) {
            for (int seed = 0; seed < 3; seed++) {
                Tensor cut = bench.run(bench.kernel(set), new SplittableRandom(seed));
                assertThat(cut.data()).as(set.description()).isEqualTo(whole.data());
            }
        }
    }

    @ParameterizedTest
    @MethodSource({"patches", "fusedPatches"})
    void bitsOfPatchesDependNeitherOnTheCutNorOnTheVectorTile(Workbench bench) {
        Tensor whole = bench.run(bench.kernel(SETS.get(0)));
        for (KernelSet set : SETS.subList(0, 5)) {
            Tensor cut = bench.run(bench.kernel(set), new SplittableRandom(1));
            assertThat(cut.data()).as(set.description()).isEqualTo(whole.data());
        }
    }

    @Test
    void constantFiltersOfManyChannelsGoByPatches() {
        assertThat(patches()).allSatisfy(b -> {
            boolean constant = !b.getPayload().constant().isEmpty();
            assertThat(b.getPayload().kernel(SETS.get(0)).name().startsWith("winograd"))
                    .isEqualTo(constant);
        });
    }

    /** Their sums go by lanes: without vectors there are 16, with them as many as a vector has. */
    @ParameterizedTest
    @MethodSource("weightGradients")
    void bitsOfWeightGradientsDependOnTheNumberOfLanesAlone(Workbench bench) {
        Map<Integer, Tensor> whole = new HashMap<>();
        for (KernelSet set : SETS) {
            Tensor cut = bench.run(bench.kernel(set), new SplittableRandom(1));
            Tensor all = whole.computeIfAbsent(set.dots().lanes(), lanes -> bench.run(bench.kernel(set)));
            assertThat(cut.data()).as(set.description()).isEqualTo(all.data());
        }
    }

    @ParameterizedTest
    @MethodSource({"convolutions", "inputGradients", "embeddingGradients", "patches"})
    void bitsOfAnImageDoNotDependOnItsBatch(Workbench bench) {
        Tensor all = bench.run(bench.kernel(SETS.get(0)));
        for (int i = 0; i < all.shape().dim(0); i++) {
            Workbench one = bench.ofImage(i);
            assertThat(one.run(one.kernel(SETS.get(0))).data())
                    .isEqualTo(all.at(i).data());
        }
    }
}
