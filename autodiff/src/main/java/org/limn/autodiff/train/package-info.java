/**
 * Training of small classifiers with the same programs and passes that explain them.
 *
 * <p>{@link org.limn.autodiff.train.ResidualNetwork} says the architecture once; what a layer means is an implementation of
 * {@link org.limn.autodiff.train.Layers}: its parameters, its lines in training, its lines with batch norm folded, or (in
 * the loader) the nodes of an ONNX file. {@link org.limn.autodiff.train.TrainingProgram} is loss and gradients as one
 * program, {@link org.limn.autodiff.train.Optimizer} moves the parameters, {@link org.limn.autodiff.train.Trainer} is the
 * loop.
 */
@org.jspecify.annotations.NullMarked
package org.limn.autodiff.train;
