"""Names of Keras that exist and are not known here: they refuse when they are used."""

from ..refusing import refused

OTHERS = {
    "": "FloatDTypePolicy Quantizer remat src distillation",
    "layers": "FlaxLayer JaxLayer TFSMLayer TorchModuleWrapper deserialize serialize",
    "ops": """adaptive_average_pool adaptive_max_pool argpartition associative_scan
        bincount cdist cholesky cholesky_inverse conv_transpose corrcoef correlate cross
        ctc_decode ctc_loss depth_to_space det diagflat digitize dsplit dstack eig eigh
        fft fft2 fold histogram hsplit ifft2 in_top_k inner inv irfft istft jvp kron
        lstsq lu_factor nancumprod nanpercentile nanquantile nonzero pinv polar psnr qr
        rearrange rfft rot90 scatter searchsorted segment_max segment_min segment_prod
        segment_sum select slogdet solve solve_triangular space_to_depth
        sparse_categorical_crossentropy categorical_crossentropy stft svd switch trace
        trapezoid unique unravel_index vander vdot vectorize view_as_complex
        view_as_real vsplit logdet matrix_rank""",
    "ops.image": """elastic_transform extract_patches_3d map_coordinates
        perspective_transform scale_and_translate sobel_edges ssim""",
    "optimizers": """MultiOptimizer Muon OptimizerMap ScheduleFreeAdamW deserialize
        serialize""",
    "optimizers.schedules": "deserialize serialize",
    "config": """disable_flash_attention enable_flash_attention max_epochs
        is_flash_attention_enabled is_nnx_enabled is_traceback_filtering_enabled
        max_steps_per_epoch set_max_epochs set_max_steps_per_epoch""",
    "dtype_policies": """AWQDTypePolicy DTypePolicyMap FloatDTypePolicy GPTQDTypePolicy
        Int4DTypePolicy QuantizedDTypePolicy QuantizedFloat8DTypePolicy deserialize get
        serialize""",
    "legacy": "saving",
    "tree": """MAP_TO_NONE assert_same_paths assert_same_structure flatten_with_path
        lists_to_tuples map_structure_up_to traverse""",
}
# tf.keras has more: what Keras 2 had.
OF_TENSORFLOW = {
    "layers": "RandomHeight RandomWidth",
    "backend": """batch_get_value batch_normalization batch_set_value
        binary_focal_crossentropy categorical_focal_crossentropy conv1d conv2d
        conv2d_transpose conv3d ctc_label_dense_to_sparse depthwise_conv2d foldl foldr
        gradients in_top_k is_sparse map_fn moving_average_update pool2d pool3d
        random_bernoulli random_normal_variable random_uniform_variable resize_images
        resize_volumes rnn separable_conv2d spatial_2d_padding spatial_3d_padding
        temporal_padding to_dense update update_add update_sub""",
    "preprocessing.image": """DirectoryIterator Iterator NumpyArrayIterator
        apply_affine_transform apply_brightness_shift apply_channel_shift
        random_brightness random_channel_shift random_rotation random_shear random_shift
        random_zoom""",
}


def exists(inside, name, tf):
    """Has Keras such a name in the module `inside`, though it is not known here?"""
    if inside.startswith("ops.") and inside != "ops.image":
        inside = "ops"
    names = OTHERS.get(inside, "").split()
    return name in names or (tf and name in OF_TENSORFLOW.get(inside, "").split())


def unknown(path, name):
    """What refuses when it is called, and not before."""

    def refuse(*values, **named):
        raise refused(
            "{name} of {module} is not known here yet, so that the program cannot "
            "be counted. Leave it out if no layer depends on it.",
            "NotImplementedError",
            module=path,
            name=name,
        )

    refuse.__name__ = name
    return refuse
