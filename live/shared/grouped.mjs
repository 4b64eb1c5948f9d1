/** 7800 as 7,800. A locale's way to write it takes 40 ms of a slow phone, once. */
export const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");
