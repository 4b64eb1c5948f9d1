"""Arguments as Keras 1 and 2 called them."""

RENAMED = {
    "init": "kernel_initializer",
    "inner_init": "recurrent_initializer",
    "inner_activation": "recurrent_activation",
    "W_regularizer": "kernel_regularizer",
    "U_regularizer": "recurrent_regularizer",
    "b_regularizer": "bias_regularizer",
    "W_constraint": "kernel_constraint",
    "U_constraint": "recurrent_constraint",
    "b_constraint": "bias_constraint",
    "dropout_W": "dropout",
    "dropout_U": "recurrent_dropout",
    "bias": "use_bias",
    "border_mode": "padding",
    "subsample": "strides",
    "subsample_length": "strides",
    "stride": "strides",
    "nb_filter": "filters",
    "filter_length": "kernel_size",
    "pool_length": "pool_size",
    "p": "rate",
    "sigma": "stddev",
    "output_dim": "units",
    "alpha": "negative_slope",
    "theta": "threshold",
    "length": "size",
    "atrous_rate": "dilation_rate",
    "dim_ordering": "data_format",
}
FIRST = frozenset(  # these tell Keras 1 from Keras 2
    """init inner_init inner_activation W_regularizer U_regularizer b_regularizer
    dropout_W dropout_U border_mode subsample subsample_length nb_filter filter_length
    pool_length p output_dim nb_row nb_col dim_ordering consume_less forget_bias_init
    nb_epoch""".split()
)
BEGINNING = ("input_dim", "input_shape", "input_length", "batch_input_shape")
LEFT_OUT = frozenset(
    """consume_less forget_bias_init implementation input_length weights time_major
    dynamic mode batch_size kernel output_padding_ autocast_ supports_masking""".split()
)
DATA_FORMATS = {"th": "channels_first", "tf": "channels_last"}
